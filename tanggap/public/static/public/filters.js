import { enhance } from "./combo.js";

enhance();
