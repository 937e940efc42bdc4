package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A socket that only remembers what was written. */
final class RecordingTransport implements Transport {

  final List<String> frames = new ArrayList<>();
  final List<String> pings = new ArrayList<>();
  final List<CloseReason> closes = new ArrayList<>();
  boolean aborted;
  boolean closing;

  /** When the network has taken what is written. */
  CompletableFuture<?> taken = CompletableFuture.completedFuture(null);

  @Override
  public CompletableFuture<?> text(List<byte[]> payloads) {
    payloads.forEach(payload -> frames.add(new String(payload, StandardCharsets.UTF_8)));
    return taken;
  }

  @Override
  public CompletableFuture<?> ping(String payload) {
    pings.add(payload);
    return taken;
  }

  @Override
  public void close(CloseReason reason) {
    closes.add(reason);
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  @Override
  public void abort() {
    aborted = true;
  }
}
