package dev.daybook.event;

/**
 * An action of a hook.
 *
 * @param hookName the hook
 * @param hookPoint the point in the run
 * @param action the action
 */
public record HookActed(String hookName, HookPoint hookPoint, HookAction action)
    implements StandardEvent {
  public HookActed {
    Check.present(hookName, HookActed.class, "hook_name");
    Check.present(hookPoint, HookActed.class, "hook_point");
    Check.present(action, HookActed.class, "action");
  }
}
