package dev.daybook.event;

/**
 * What a hook did.
 *
 * @param actionType its name
 * @param description for people
 */
public record HookAction(String actionType, String description) {
  public HookAction {
    Check.present(actionType, HookAction.class, "action_type");
    Check.present(description, HookAction.class, "description");
  }
}
