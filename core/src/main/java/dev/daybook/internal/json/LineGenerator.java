package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import dev.daybook.internal.json.fast.JsonStrings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The generator of {@link JsonFormat} with a quicker way for strings: every byte is the same, and
 * nothing is allocated. Belongs to one thread.
 *
 * <p>Jackson goes through a string char by char, but lets its caller put the bytes of a
 * {@link com.fasterxml.jackson.core.SerializableString} into its array. So each string goes as one,
 * piece by piece if it is long, and {@link JsonStrings} does what Jackson would do.
 */
final class LineGenerator extends JsonGeneratorDelegate {

  private static final SerializedString QUOTE = new SerializedString("\"");

  private final StringPiece piece = new StringPiece();
  private final int capacityBytes;

  /** True if the JSON texts in events are to be checked, since nothing has parsed them yet. */
  private final boolean checksJson;

  LineGenerator(OutputStream out, boolean checksJson) throws IOException {
    super(JsonFormat.generator(out));
    // an empty piece is shown the array, and changes nothing
    delegate.writeRaw(piece);
    this.capacityBytes = piece.capacityBytes();
    this.checksJson = checksJson;
  }

  /** Returns true if that generator wants the JSON texts in events checked. */
  static boolean checksJson(JsonGenerator json) {
    return !(json instanceof LineGenerator line) || line.checksJson;
  }

  @Override
  public void writeString(@Nullable String text) throws IOException {
    if (text == null) {
      delegate.writeNull();
    } else if (text.length() <= JsonStrings.PIECE_CHARS) {
      setPiece(text, 0, text.length());
      delegate.writeString(piece);
    } else {
      delegate.writeRawValue(QUOTE);
      int to;
      for (int from = 0; from < text.length(); from = to) {
        to = JsonStrings.endOfPiece(text, from);
        setPiece(text, from, to);
        delegate.writeRaw(piece);
      }
      delegate.writeRaw(QUOTE);
    }
  }

  /** Sets the piece and makes room for it, because Jackson makes a copy where there is none. */
  private void setPiece(String text, int from, int to) throws IOException {
    piece.set(text, from, to);
    if (capacityBytes - delegate.getOutputBuffered() < piece.maxBytesAround()) {
      delegate.flush();
    }
  }

  /**
   * A piece of a string, as a generator of UTF-8 wants it: without quotes, and escaped already,
   * both for a string's and for raw bytes. Used again for the next ones; belongs to one thread.
   */
  static final class StringPiece implements SerializableString {

    /** The bytes of a comma, a colon and two quotes, which the generator writes around a value. */
    private static final int AROUND_BYTES = 4;

    private final JsonStrings strings = new JsonStrings();
    private String text = "";
    private int from;
    private int to;
    private int capacityBytes;

    /** Sets the piece to the chars {@code [from, to)}, at most {@link JsonStrings#PIECE_CHARS}. */
    void set(String newText, int newFrom, int newTo) {
      text = newText;
      from = newFrom;
      to = newTo;
    }

    /** Returns the most bytes that are written for it and for what the generator puts around it. */
    int maxBytesAround() {
      return JsonStrings.maxBytes(to - from) + AROUND_BYTES;
    }

    /** Returns the length of the array that the generator showed last. */
    int capacityBytes() {
      return capacityBytes;
    }

    /** Returns how many bytes were put, or -1 if there may be no room. */
    @Override
    public int appendQuotedUTF8(byte[] target, int offset) {
      capacityBytes = target.length;
      if (target.length - offset < JsonStrings.maxBytes(to - from)) {
        return -1;
      }
      return strings.put(text, from, to, target, offset) - offset;
    }

    @Override
    public int appendUnquotedUTF8(byte[] target, int offset) {
      return appendQuotedUTF8(target, offset);
    }

    /** Returns the bytes as an array, which a generator without room asks for. */
    @Override
    public byte[] asQuotedUTF8() {
      byte[] bytes = new byte[JsonStrings.maxBytes(to - from)];
      return Arrays.copyOf(bytes, strings.put(text, from, to, bytes, 0));
    }

    @Override
    public byte[] asUnquotedUTF8() {
      return asQuotedUTF8();
    }

    @Override
    public String getValue() {
      return text.substring(from, to);
    }

    @Override
    public int charLength() {
      return to - from;
    }

    @Override
    public char[] asQuotedChars() {
      throw notForUtf8();
    }

    @Override
    public int appendQuoted(char[] target, int offset) {
      throw notForUtf8();
    }

    @Override
    public int appendUnquoted(char[] target, int offset) {
      throw notForUtf8();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
      throw notForUtf8();
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) {
      throw notForUtf8();
    }

    @Override
    public int putQuotedUTF8(ByteBuffer target) {
      throw notForUtf8();
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer target) {
      throw notForUtf8();
    }

    private static UnsupportedOperationException notForUtf8() {
      return new UnsupportedOperationException("no generator of UTF-8 into an array asks for this");
    }
  }
}
