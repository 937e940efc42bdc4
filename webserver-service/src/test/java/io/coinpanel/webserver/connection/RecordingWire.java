package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.protocol.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A socket that only remembers what was written. */
final class RecordingWire implements Wire {

  final List<String> frames = new ArrayList<>();
  final List<String> pings = new ArrayList<>();
  final List<CloseReason> closes = new ArrayList<>();
  boolean aborted;

  @Override
  public void text(List<byte[]> payloads) {
    payloads.forEach(payload -> frames.add(new String(payload, StandardCharsets.UTF_8)));
  }

  @Override
  public void ping(String payload) {
    pings.add(payload);
  }

  @Override
  public void close(CloseReason reason) {
    closes.add(reason);
  }

  @Override
  public void abort() {
    aborted = true;
  }
}
