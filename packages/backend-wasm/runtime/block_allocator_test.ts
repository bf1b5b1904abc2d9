import { describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { type Block, BlockAllocator } from "./block_allocator.ts";

describe("BlockAllocator", () => {
  it("never gives out a byte twice and takes everything back", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(5000))), (actions) => {
      const allocator = new BlockAllocator(100, 20_000);
      const blocks: Block[] = [];
      for (const [take, size] of actions) {
        if (take) {
          try {
            blocks.push(allocator.allocate(size + 1, "test"));
          } catch (error) {
            assert.ok(error instanceof RangeError);
          }
        } else if (blocks.length > 0) {
          allocator.release(blocks.splice(size % blocks.length, 1)[0]);
        }
        const byAddress = [...blocks].sort((a, b) => a.address - b.address);
        byAddress.forEach((block, i) => {
          assert.ok(block.address >= 100 && block.address % 64 === 0);
          const end = i + 1 < byAddress.length ? byAddress[i + 1].address : 20_000;
          assert.ok(block.address + block.bytes <= end);
        });
        assert.equal(allocator.usedBytes, blocks.reduce((sum, { bytes }) => sum + bytes, 0));
      }
      blocks.forEach((block) => allocator.release(block));
      assert.equal(allocator.usedBytes, 0);
      allocator.allocate(19_800, "test");
    }));
  });

  it("states the bytes needed when they are not there", () => {
    const allocator = new BlockAllocator(0, 1024);
    allocator.allocate(512, "test");
    assert.throws(
      () => allocator.allocate(600, "run"),
      /RangeError: Cannot run: 640 bytes of WASM memory are needed, and of 1024 bytes 512 are free/,
    );
  });
});
