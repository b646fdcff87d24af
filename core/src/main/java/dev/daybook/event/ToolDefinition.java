package dev.daybook.event;

/**
 * A tool that a model may call.
 *
 * @param name its name
 * @param description the description that the model is given
 * @param parameters the JSON schema of its arguments
 */
public record ToolDefinition(String name, String description, Json parameters) {
  public ToolDefinition {
    Check.present(name, ToolDefinition.class, "name");
    Check.present(description, ToolDefinition.class, "description");
    Check.present(parameters, ToolDefinition.class, "parameters");
  }
}
