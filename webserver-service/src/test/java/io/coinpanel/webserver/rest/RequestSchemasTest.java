package io.coinpanel.webserver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.coinpanel.webserver.protocol.TermsParser;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published bodies of requests have the fields that the parser knows. */
class RequestSchemasTest {

  @Test
  void haveTheFieldsOfTheParser() {
    assertThat(fields(RequestSchemas.NewSubscription.class)).isEqualTo(TermsParser.FIELDS);
    assertThat(fields(RequestSchemas.Update.class)).isEqualTo(TermsParser.EDIT_FIELDS);
    Set<String> exported = new HashSet<>(TermsParser.FIELDS);
    exported.add(SubscriptionFile.ENABLED);
    assertThat(fields(RequestSchemas.ExportedTerms.class)).isEqualTo(exported);
    assertThat(SubscriptionFile.KNOWN).isEqualTo(exported);
  }

  private static Set<String> fields(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .flatMap(RequestSchemasTest::names)
        .collect(Collectors.toSet());
  }

  /** An unwrapped component stands for the fields of its type. */
  private static Stream<String> names(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
        ? fields(component.getType()).stream()
        : Stream.of(name(component));
  }

  private static String name(RecordComponent component) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
        .map(JsonProperty::value)
        .orElse(component.getName());
  }
}
