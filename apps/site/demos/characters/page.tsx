import { mountDemo } from "../../client/mount_demo.tsx";
import { Characters } from "./characters.tsx";

mountDemo(Characters);
