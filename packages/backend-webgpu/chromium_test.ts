import {
  conformanceInPage,
  describeInChromium,
  it,
  SOFTWARE_WEBGPU,
  webGpuConformance,
} from "@bnlstm/testing";
import assert from "node:assert/strict";
import { everyShader } from "./fixtures/every_shader.ts";
import { setupWebGpu } from "./setup_webgpu.ts";
import { TUNINGS } from "./tuning.ts";

const page = { module: "webgpu_page.ts", flags: SOFTWARE_WEBGPU };
describeInChromium("fused BN-LSTM on webgpu in Chromium", page, (page) => {
  it("compiles every shader of every tuning, with barriers in uniform control flow only", async () => {
    const shaders = Object.values(TUNINGS).flatMap(everyShader);
    const messages = await page().evaluate(async (codes) => {
      const adapter = await navigator.gpu.requestAdapter();
      const device = await adapter!.requestDevice();
      const modules = codes.map((code) => device.createShaderModule({ code }));
      const found = await Promise.all(modules.map((module) => module.getCompilationInfo()));
      return found.flatMap(({ messages }) => messages.map(({ message }) => message));
    }, shaders.map(({ code }) => code));
    assert.deepEqual(messages, []);
  });

  conformanceInPage(webGpuConformance(setupWebGpu), page);
});
