import { mountDemo } from "../../client/mount_demo.tsx";
import { Digits } from "./digits.tsx";

mountDemo(Digits);
