import { mountDemo } from "../../client/mount_demo.tsx";
import { Benchmark } from "./benchmark.tsx";

mountDemo(Benchmark);
