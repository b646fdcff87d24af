package dev.daybook.cli;

import dev.daybook.cli.Terminal.Tone;
import dev.daybook.event.Entry;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The text of an entry for a person. Raw: the caller that prints it makes it harmless and short.
 *
 * @param tone the look that distinguishes it
 * @param label its kind, in a word or two
 * @param detail the part that fits on the same line; may be empty
 * @param thinking the thoughts before it; may be empty
 * @param body its words; may be empty
 * @param calls the tools that it asks for
 */
record EntryText(
    Tone tone,
    String label,
    String detail,
    String thinking,
    String body,
    List<Message.Call> calls) {

  private static final Map<Class<?>, Function<SessionEvent, EntryText>> TEXTS = new HashMap<>();

  static {
    EntryTexts.register();
  }

  /** Registers how the text of a type is made. */
  static <E extends SessionEvent> void on(Class<E> type, Function<E, EntryText> text) {
    TEXTS.put(type, event -> text.apply(type.cast(event)));
  }

  static EntryText of(Entry entry) {
    SessionEvent event = entry.event();
    Function<SessionEvent, EntryText> text = TEXTS.get(event.getClass());
    if (text != null) {
      return text.apply(event);
    }
    String data = event instanceof Unknown unknown
        ? unknown.data().text()
        : event.toString().substring(event.getClass().getSimpleName().length());
    return faint(entry.type(), "").with(data);
  }

  static EntryText plain(String label, String detail) {
    return new EntryText(Tone.PLAIN, label, detail, "", "", List.of());
  }

  static EntryText faint(String label, String detail) {
    return plain(label, detail).in(Tone.FAINT);
  }

  static EntryText bad(String label, String detail) {
    return plain(label, detail).in(Tone.BAD);
  }

  static EntryText of(String label, String detail, Message message) {
    String thinking = message.thinking() == null ? "" : message.thinking();
    return new EntryText(
        Tone.SPEAKER, label, detail, thinking, message.content(), message.toolCalls());
  }

  EntryText in(Tone other) {
    return new EntryText(other, label, detail, thinking, body, calls);
  }

  /** Returns this text with another body; null is nothing. */
  EntryText with(@Nullable String words) {
    return new EntryText(tone, label, detail, thinking, words == null ? "" : words, calls);
  }

  /** Returns all but the label, on one short line. */
  String gist(int mostLetters) {
    StringBuilder all = new StringBuilder(Text.start(detail, mostLetters));
    all.append(' ').append(Text.start(body, mostLetters));
    for (Message.Call call : calls) {
      if (all.length() < mostLetters) {
        all.append(" -> ").append(call.name()).append(' ');
        all.append(Text.start(call.arguments(), mostLetters));
      }
    }
    if (body.isEmpty() && calls.isEmpty()) {
      all.append(' ').append(Text.start(thinking, mostLetters));
    }
    return Text.shortLine(all.toString(), mostLetters);
  }

  /** Returns the parts that are there, with a comma between. */
  static String list(@Nullable Object... parts) {
    StringBuilder list = new StringBuilder();
    for (Object part : parts) {
      if (part != null && !part.toString().isEmpty()) {
        list.append(list.length() == 0 ? "" : ", ").append(part);
      }
    }
    return list.toString();
  }
}
