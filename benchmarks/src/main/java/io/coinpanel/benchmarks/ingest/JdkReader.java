package io.coinpanel.benchmarks.ingest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Reads a stream with the JDK's own WebSocket client and only counts: nothing is parsed. */
final class JdkReader implements WebSocket.Listener {

  private final CountDownLatch end = new CountDownLatch(1);
  private long frames;

  private JdkReader() {}

  public static void main(String[] arguments) throws InterruptedException {
    JdkReader reader = new JdkReader();
    var _ =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(arguments[0]), reader)
            .join();
    reader.end.await();
    System.out.println(reader.frames);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    if (last) {
      frames++;
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    end.countDown();
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    end.countDown();
  }
}
