package dev.daybook.internal.exchange;

import dev.daybook.exchange.AgentFormat;
import java.util.List;

/** The formats that Daybook brings, in the order in which they are asked. */
public final class Formats {

  public static final List<AgentFormat> ALL =
      List.of(new GeminiFormat(), new OpenCodeFormat(), new QwenFormat());

  private Formats() {}
}
