import { mountDemo } from "../../client/mount_demo.tsx";
import { OpenCheckpoint } from "./open_checkpoint.tsx";

mountDemo(OpenCheckpoint);
