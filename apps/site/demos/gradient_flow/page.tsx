import { mountDemo } from "../../client/mount_demo.tsx";
import { GradientFlowDemo } from "./gradient_flow.tsx";

mountDemo(GradientFlowDemo);
