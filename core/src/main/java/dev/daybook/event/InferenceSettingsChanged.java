package dev.daybook.event;

/**
 * A change of the settings of model calls from here on.
 *
 * @param settings the new settings
 */
public record InferenceSettingsChanged(InferenceSettings settings) implements StandardEvent {
  public InferenceSettingsChanged {
    Check.present(settings, InferenceSettingsChanged.class, "settings");
  }
}
