package dev.daybook.event;

/**
 * The description of a hook's action.
 *
 * @param actionType the action's name
 * @param description the description for people
 */
public record HookAction(String actionType, String description) {
  public HookAction {
    Check.present(actionType, HookAction.class, "action_type");
    Check.present(description, HookAction.class, "description");
  }
}
