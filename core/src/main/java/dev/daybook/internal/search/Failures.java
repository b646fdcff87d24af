package dev.daybook.internal.search;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries that say that a tool or a model failed. Of each only the fields are decoded that say
 * it. Belongs to one thread.
 */
final class Failures {

  private static final Map<String, Class<? extends SessionEvent>> PARTS = Map.of(
      WireNames.of(ToolResult.class), OfResult.class,
      WireNames.of(ToolExecutionEnd.class), OfExecution.class,
      WireNames.of(MessageEnd.class), OfMessage.class,
      WireNames.of(TurnEnd.class), OfMessage.class,
      WireNames.of(InferenceFailed.class), OfModel.class,
      WireNames.of(TurnFailed.class), OfModel.class);

  /** The wire names of the types that may say it. */
  static final Set<String> TYPES = PARTS.keySet();

  private static final EventTypes DECODED = EventTypes.ofParts(PARTS);

  private final EntryDecoder decoder = new EntryDecoder(DECODED, true);

  /** An entry, or a part of it. */
  private interface Outcome extends SessionEvent {
    boolean isFailure();
  }

  private record OfResult(@Nullable Boolean ok, @Nullable ErrorInfo error) implements Outcome {
    @Override
    public boolean isFailure() {
      return ok == null ? error != null : !ok;
    }
  }

  private record OfExecution(boolean isError) implements Outcome {
    @Override
    public boolean isFailure() {
      return isError;
    }
  }

  private record OfMessage(Said message) implements Outcome {
    @Override
    public boolean isFailure() {
      return StopReason.ERROR.equals(message.stopReason())
          || (Role.TOOL.equals(message.role()) && Boolean.TRUE.equals(message.isError()));
    }
  }

  private record Said(
      Role role, @Nullable StopReason stopReason, @Nullable Boolean isError) {}

  private record OfModel() implements Outcome {
    @Override
    public boolean isFailure() {
      return true;
    }
  }

  /** Returns true if the entry of that line says that something failed. */
  boolean has(byte[] line, int from, int to) {
    Entry entry;
    try {
      entry = decoder.decode(line, from, to);
    } catch (DaybookException bad) {
      entry = bad.kind() == Kind.MISSING_CRC ? unproved(line, from, to) : null;
    }
    return entry != null && entry.event() instanceof Outcome outcome && outcome.isFailure();
  }

  private @Nullable Entry unproved(byte[] line, int from, int to) {
    try {
      return decoder.decodeUnproved(line, from, to);
    } catch (DaybookException bad) {
      return null;
    }
  }
}
