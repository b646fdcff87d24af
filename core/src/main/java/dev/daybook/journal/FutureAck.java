package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import java.util.concurrent.CompletableFuture;

/** Somebody who goes on and is told later. */
final class FutureAck extends Ack {

  final CompletableFuture<Long> future = new CompletableFuture<>();
  private final Callbacks callbacks;

  /**
   * @param callbacks runs the completion, and with it whatever the user hung on the future, on a
   *     thread that is not the journal's
   */
  FutureAck(Durability durability, Callbacks callbacks) {
    super(durability);
    this.callbacks = callbacks;
  }

  @Override
  void succeeded(long atSeq) {
    callbacks.run(() -> future.complete(atSeq));
  }

  @Override
  void failed(DaybookException why) {
    callbacks.run(() -> future.completeExceptionally(why));
  }
}
