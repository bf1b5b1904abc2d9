/**
 * Runs the conformance suite of the WebGPU kernels in a browser's page. A test bundles this module and opens
 * a page with it.
 *
 * @module
 */

import { setupWebGpu } from "@bnlstm/backend-webgpu";
import { offerConformance } from "./conformance_page.ts";
import { webGpuConformance } from "./webgpu_conformance.ts";

offerConformance(webGpuConformance(setupWebGpu));
