package dev.daybook.bench;

import java.io.IOException;

/** The codecs of {@link Encode} and {@link Decode}. */
public enum Codec {
  DAYBOOK,
  JACKSON,
  DATABIND,
  FASTJSON2;

  LineCodec create() throws IOException {
    return switch (this) {
      case DAYBOOK -> new DaybookCodec();
      case JACKSON -> new JacksonCodec();
      case DATABIND -> new DatabindCodec();
      case FASTJSON2 -> new Fastjson2Codec();
    };
  }
}
