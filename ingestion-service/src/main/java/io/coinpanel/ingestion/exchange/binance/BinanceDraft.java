package io.coinpanel.ingestion.exchange.binance;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * WebSocket draft that passes text frames on as bytes and keeps the response of a rejected
 * handshake.
 */
final class BinanceDraft extends Draft_6455 {

  private static final int MAX_FRAME = 1 << 20;

  // The library works with a copy of the draft it is given: they share this.
  private final AtomicReference<@Nullable UpgradeRejection> refusal;

  BinanceDraft() {
    this(new AtomicReference<>());
  }

  private BinanceDraft(AtomicReference<@Nullable UpgradeRejection> refusal) {
    super(List.of(), List.of(new Protocol("")), MAX_FRAME);
    this.refusal = refusal;
  }

  /** The rejection of the handshake, if any. */
  Optional<UpgradeRejection> refusal() {
    return Optional.ofNullable(refusal.get());
  }

  @Override
  public Handshakedata translateHandshake(ByteBuffer answer) throws InvalidHandshakeException {
    refusal.set(UpgradeRejection.parse(answer.duplicate()).orElse(null));
    return super.translateHandshake(answer);
  }

  @Override
  public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
    if (frame.getOpcode() == Opcode.TEXT && frame.isFin()) {
      socket.getWebSocketListener().onWebsocketMessage(socket, frame.getPayloadData());
    } else {
      super.processFrame(socket, frame);
    }
  }

  @Override
  public Draft copyInstance() {
    return new BinanceDraft(refusal);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
