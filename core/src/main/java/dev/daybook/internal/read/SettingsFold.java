package dev.daybook.internal.read;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.Restated;
import dev.daybook.read.Fold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fold to the newest settings of a session. */
final class SettingsFold implements Fold<Optional<InferenceSettings>> {

  static final String TYPE = WireNames.of(InferenceSettingsChanged.class);

  private final @Nullable String sessionId;
  private @Nullable InferenceSettings settings;
  private long seq;

  /** @param sessionId the session; null if it is not known */
  SettingsFold(@Nullable String sessionId) {
    this.sessionId = sessionId;
  }

  @Override
  public void accept(Entry entry) {
    if (entry.event() instanceof InferenceSettingsChanged changed) {
      settings = changed.settings();
      seq = entry.seq();
    }
  }

  @Override
  public Optional<InferenceSettings> result() {
    ThinkingLevel thinking = settings == null ? null : settings.thinking();
    if (thinking != null && !thinking.isKnown()) {
      DaybookException unknown = DaybookException.of(
          Kind.INVALID_VALUE,
          "no such thinking level; a newer program may know it",
          "type",
          TYPE,
          "field",
          "settings.thinking",
          "seq",
          seq);
      throw sessionId == null ? unknown : Restated.at(unknown, "session", sessionId);
    }
    return Optional.ofNullable(settings);
  }
}
