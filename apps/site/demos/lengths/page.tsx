import { mountDemo } from "../../client/mount_demo.tsx";
import { DifferentLengths } from "./different_lengths.tsx";

mountDemo(DifferentLengths);
