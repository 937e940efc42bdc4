package io.coinpanel.webserver.protocol;

import static io.coinpanel.webserver.protocol.InvalidCommandException.invalid;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses a frame into a command or an error. Unknown fields are ignored and named in the reply. */
public final class CommandParser {

  private static final int MAX_REF = 64;
  private static final int MAX_PRICE_SYMBOLS = 50;
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "subscribe",
          with(TermsParser.FIELDS),
          "update",
          with(TermsParser.EDIT_FIELDS, "subscription_id", "subscription_ids"),
          "unsubscribe",
          with(Set.of(), "subscription_id", "subscription_ids"),
          "list",
          with(Set.of(), "after", "limit"),
          "prices",
          with(Set.of(), "enabled", "symbols"),
          "resume",
          with(Set.of(), "token", "last_notification_id"),
          "authenticate",
          with(Set.of(), "token"),
          "stats",
          with(Set.of()),
          "ping",
          with(Set.of()));
  private static final Set<String> KNOWN_ANYWHERE =
      KNOWN.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

  private final TermsParser terms;

  public CommandParser(InstantSource clock) {
    this.terms = new TermsParser(clock);
  }

  private static Set<String> with(Set<String> fields, String... more) {
    return Stream.of(fields.stream(), Stream.of(more), Stream.of("type", "ref"))
        .flatMap(names -> names)
        .collect(Collectors.toUnmodifiableSet());
  }

  public ParsedFrame parse(String frame) {
    Echo echo = Echo.NONE;
    try {
      Fields fields = FieldsParser.parse(frame);
      List<String> ignored = fields.ignored(known(fields));
      echo = new Echo(null, ignored);
      echo = new Echo(ref(fields), ignored);
      fields.rejectRepeated();
      return new ParsedFrame.Valid(echo, command(fields));
    } catch (InvalidCommandException e) {
      return new ParsedFrame.Invalid(echo, e.code(), e.reason());
    }
  }

  /** Known fields of the command, or of all commands if the type is unclear. */
  private static Set<String> known(Fields fields) {
    String type =
        switch (fields.values().get("type")) {
          case Value.Text(String text) -> text;
          case null -> isShortForm(fields) ? "subscribe" : "";
          case Value _ -> "";
        };
    return KNOWN.getOrDefault(type, KNOWN_ANYWHERE);
  }

  private static boolean isShortForm(Fields fields) {
    return !fields.has("type") && fields.has("symbol") && fields.has("threshold");
  }

  private static @Nullable String ref(Fields fields) throws InvalidCommandException {
    if ("ref".equals(fields.repeated())) {
      fields.rejectRepeated();
    }
    String ref = fields.textOrNull("ref");
    if (ref != null && ref.codePointCount(0, ref.length()) > MAX_REF) {
      throw invalid("ref", "may have at most " + MAX_REF + " characters");
    }
    return ref;
  }

  private Command command(Fields fields) throws InvalidCommandException {
    if (isShortForm(fields)) {
      return subscribe(fields);
    }
    String type = fields.text("type");
    return switch (type) {
      case "subscribe" -> subscribe(fields);
      case "update" -> update(fields);
      case "unsubscribe" -> new Command.Unsubscribe(ids(fields));
      case "list" ->
          new Command.ListSubscriptions(
              fields.textOrNull("after"),
              fields.between(1, SubscriptionPage.LARGEST, "limit", SubscriptionPage.LARGEST));
      case "prices" -> new Command.Prices(fields.flag("enabled"), symbols(fields));
      case "resume" ->
          new Command.Resume(fields.textOrNull("token"), fields.textOrNull("last_notification_id"));
      case "authenticate" -> new Command.Authenticate(fields.textOrNull("token"));
      case "stats" -> new Command.Stats();
      case "ping" -> new Command.Ping();
      default ->
          throw new InvalidCommandException(
              ErrorCode.UNKNOWN_TYPE,
              "type must be subscribe, update, unsubscribe, list, prices, resume, authenticate,"
                  + " stats or ping");
    };
  }

  private Command subscribe(Fields fields) throws InvalidCommandException {
    return new Command.Subscribe(terms.terms(fields), terms.details(fields));
  }

  private Command update(Fields fields) throws InvalidCommandException {
    List<String> ids = ids(fields);
    Edit edit = terms.edit(fields);
    boolean many = fields.has("subscription_ids");
    if (many && edit.hasParameters()) {
      String first = edit.condition().given().iterator().next().wireName();
      throw invalid(first, "can be updated for one subscription_id only");
    }
    return new Command.Update(ids, many, edit);
  }

  /** The ids of {@code subscription_ids}, or the one of {@code subscription_id}. */
  private static List<String> ids(Fields fields) throws InvalidCommandException {
    List<String> ids = fields.textsOrNull("subscription_ids");
    if (ids == null) {
      return List.of(fields.text("subscription_id"));
    }
    if (fields.has("subscription_id")) {
      throw invalid("subscription_id", "and subscription_ids cannot be combined");
    }
    if (ids.isEmpty() || ids.size() > SubscriptionPage.LARGEST) {
      throw invalid("subscription_ids", "must have 1 to " + SubscriptionPage.LARGEST + " ids");
    }
    return ids.stream().distinct().toList();
  }

  private static @Nullable List<String> symbols(Fields fields) throws InvalidCommandException {
    List<String> symbols = fields.textsOrNull("symbols");
    if (symbols == null) {
      return null;
    }
    if (symbols.size() > MAX_PRICE_SYMBOLS) {
      throw invalid("symbols", "may have at most " + MAX_PRICE_SYMBOLS + " symbols");
    }
    return symbols.stream().map(symbol -> symbol.toLowerCase(Locale.ROOT)).distinct().toList();
  }
}
