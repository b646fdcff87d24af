package dev.daybook.codec;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.OutputStream;
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

  LineGenerator(OutputStream out) throws IOException {
    super(JsonFormat.generator(out));
    // an empty piece is shown the array, and changes nothing
    delegate.writeRaw(piece);
    this.capacityBytes = piece.capacityBytes();
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
}
