package dev.daybook.internal.exchange;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.internal.exchange.claude.ClaudeFormat;
import dev.daybook.internal.exchange.codex.CodexFormat;
import dev.daybook.internal.exchange.copilot.CopilotFormat;
import dev.daybook.internal.exchange.gemini.GeminiFormat;
import dev.daybook.internal.exchange.gemini.QwenFormat;
import dev.daybook.internal.exchange.opencode.OpenCodeFormat;
import dev.daybook.internal.exchange.pi.PiFormat;
import dev.daybook.internal.exchange.reference.CelesteFormat;
import dev.daybook.internal.exchange.reference.PhiFormat;
import dev.daybook.internal.exchange.reference.PigFormat;
import dev.daybook.internal.exchange.reference.PixirFormat;
import dev.daybook.internal.exchange.reference.ZagFormat;
import dev.daybook.internal.exchange.reference.ZigFormat;
import java.util.List;

/** The formats that Daybook brings, in the order in which they are asked. */
public final class Formats {

  public static final List<AgentFormat> ALL = List.of(
      new ClaudeFormat(),
      new CodexFormat(),
      new GeminiFormat(),
      PiFormat.PI,
      PiFormat.OH_MY_PI,
      new OpenCodeFormat(),
      new CopilotFormat(),
      new QwenFormat(),
      new PigFormat(),
      new PixirFormat(),
      new CelesteFormat(),
      new ZigFormat(),
      new ZagFormat(),
      new PhiFormat());

  private Formats() {}
}
