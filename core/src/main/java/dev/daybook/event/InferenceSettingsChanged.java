package dev.daybook.event;

/**
 * Models are asked to work in another way from here on.
 *
 * @param settings how
 */
public record InferenceSettingsChanged(InferenceSettings settings) implements StandardEvent {
  public InferenceSettingsChanged {
    Check.present(settings, InferenceSettingsChanged.class, "settings");
  }
}
