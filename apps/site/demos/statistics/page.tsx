import { mountDemo } from "../../client/mount_demo.tsx";
import { StatisticsDemo } from "./statistics.tsx";

mountDemo(StatisticsDemo);
