import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { configFolder } from "./config_folder.ts";

describe("configFolder()", () => {
  const variables = (values: Record<string, string>) => (name: string) => values[name];

  it("follows the convention of each platform", () => {
    const home = variables({ HOME: "/home/a", APPDATA: "/roaming" });
    assert.equal(configFolder("linux", home), "/home/a/.config");
    assert.equal(configFolder("darwin", home), "/home/a/Library/Application Support");
    assert.equal(configFolder("windows", home), "/roaming");
    const elsewhere = variables({ HOME: "/home/a", XDG_CONFIG_HOME: "/settings" });
    assert.equal(configFolder("linux", elsewhere), "/settings");
  });

  it("ignores variables that are empty or name no absolute path", () => {
    for (const value of ["", "settings"]) {
      const values = variables({ HOME: "/home/a", XDG_CONFIG_HOME: value });
      assert.equal(configFolder("linux", values), "/home/a/.config");
    }
    for (const os of ["linux", "darwin", "windows"] as const) {
      assert.equal(configFolder(os, variables({})), undefined);
    }
  });
});
