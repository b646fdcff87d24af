package dev.daybook.event;

/**
 * The protocol by which a model is called.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record ModelApi(String wireName) implements OpenEnum {
  public static final ModelApi ANTHROPIC_MESSAGES = new ModelApi("anthropic_messages");
  public static final ModelApi OPEN_AI_COMPLETIONS = new ModelApi("open_ai_completions");
  public static final ModelApi OPEN_AI_RESPONSES = new ModelApi("open_ai_responses");
  public static final ModelApi AZURE_OPEN_AI_RESPONSES = new ModelApi("azure_open_ai_responses");
  public static final ModelApi GOOGLE_GENERATIVE_AI = new ModelApi("google_generative_ai");
  public static final ModelApi GOOGLE_VERTEX = new ModelApi("google_vertex");
  public static final ModelApi BEDROCK_CONVERSE_STREAM = new ModelApi("bedrock_converse_stream");

  public ModelApi {
    Check.present(wireName, ModelApi.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
