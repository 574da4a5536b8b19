import { Activity, currentActivity, setForeground } from "../../../src/runtime/platform/activity.ts";

/** What runs from now on belongs to a run of its own, as after a press of Run. */
export function beginRun(): void {
  setForeground(new Activity(null, null));
}

/** What a press of Stop does. */
export function requestStop(): void {
  currentActivity().requestStop();
}
