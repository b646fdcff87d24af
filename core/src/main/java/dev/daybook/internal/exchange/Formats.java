package dev.daybook.internal.exchange;

import dev.daybook.exchange.AgentFormat;
import java.util.List;

/** The formats that Daybook brings, in the order in which they are asked. */
public final class Formats {

  public static final List<AgentFormat> ALL = List.of(
      new ClaudeCode(),
      new CodexCli(),
      new GeminiFormat(),
      PiFormat.PI,
      PiFormat.OH_MY_PI,
      new OpenCodeFormat(),
      new CopilotCli(),
      new QwenFormat(),
      new PigFormat(),
      new PixirFormat(),
      new CelesteFormat(),
      new ZigFormat(),
      new ZagFormat(),
      new PhiFormat());

  private Formats() {}
}
