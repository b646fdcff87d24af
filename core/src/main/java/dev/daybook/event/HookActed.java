package dev.daybook.event;

/**
 * A hook did something.
 *
 * @param hookName the hook
 * @param hookPoint where in the run
 * @param action what it did
 */
public record HookActed(String hookName, HookPoint hookPoint, HookAction action)
    implements StandardEvent {
  public HookActed {
    Check.present(hookName, HookActed.class, "hook_name");
    Check.present(hookPoint, HookActed.class, "hook_point");
    Check.present(action, HookActed.class, "action");
  }
}
