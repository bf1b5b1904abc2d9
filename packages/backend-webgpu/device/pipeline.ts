import type { BindingKind, Shader } from "../shaders/shader.ts";

/** A shader compiled for a device. */
export interface Pipeline {
  /** The compiled shader. */
  pipeline: GPUComputePipeline;
  /** Layout of group 0. */
  layout: GPUBindGroupLayout;
  /** Layout of group 1, the row of the step table, if the shader is stepped. */
  stepLayout?: GPUBindGroupLayout;
}

/** Bytes of the row of the step table that a shader sees. */
export const STEP_BYTES = 32;

const BUFFER_TYPES: Record<BindingKind, GPUBufferBindingType> = {
  read: "read-only-storage",
  write: "storage",
  uniform: "uniform",
};

/** Compiles a shader. Its layouts are given explicitly, because a dynamic offset cannot be inferred. */
export function createPipeline(device: GPUDevice, shader: Shader): Pipeline {
  const visibility = GPUShaderStage.COMPUTE;
  const label = shader.name;
  const layout = device.createBindGroupLayout({
    label,
    entries: shader.bindings.map((kind, binding) => ({
      binding,
      visibility,
      buffer: { type: BUFFER_TYPES[kind] },
    })),
  });
  const stepLayout = shader.stepped
    ? device.createBindGroupLayout({
      label,
      entries: [{
        binding: 0,
        visibility,
        buffer: { type: "uniform", hasDynamicOffset: true, minBindingSize: STEP_BYTES },
      }],
    })
    : undefined;
  const pipeline = device.createComputePipeline({
    label,
    layout: device.createPipelineLayout({
      label,
      bindGroupLayouts: stepLayout ? [layout, stepLayout] : [layout],
    }),
    compute: {
      module: device.createShaderModule({ label, code: shader.code }),
      entryPoint: "main",
    },
  });
  return { pipeline, layout, stepLayout };
}
