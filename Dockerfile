# All services' images: docker build --target ingestion|webserver|simulator .

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build

# The libraries change more rarely than the code, so they are fetched into a layer of their own.
# Without code this build cannot end well; what it has fetched by then is what it is for.
COPY pom.xml ./
COPY common-model/pom.xml common-model/
COPY db/migrations/pom.xml db/migrations/
COPY exchange-simulator/pom.xml exchange-simulator/
COPY ingestion-service/pom.xml ingestion-service/
COPY webserver-service/pom.xml webserver-service/
COPY standalone/pom.xml standalone/
COPY benchmarks/pom.xml benchmarks/
RUN mvn -B -q package -DskipTests -Dspring-boot.repackage.skip=true --fail-at-end \
      -pl exchange-simulator,ingestion-service,webserver-service -am >/dev/null 2>&1 || true

COPY common-model common-model
COPY db db
COPY docs/protocol docs/protocol
COPY exchange-simulator exchange-simulator
COPY ingestion-service ingestion-service
COPY webserver-service webserver-service
RUN mvn -B -q package -DskipTests -pl exchange-simulator,ingestion-service,webserver-service -am \
 && mvn -B -q dependency:copy-dependencies -pl exchange-simulator \
      -DincludeScope=runtime -DoutputDirectory=target/lib \
 && cp exchange-simulator/target/exchange-simulator-*.jar exchange-simulator/target/lib/ \
 && java -Djarmode=tools -jar ingestion-service/target/ingestion-service.jar extract --destination /ingestion \
 && java -Djarmode=tools -jar webserver-service/target/webserver-service.jar extract --destination /webserver

FROM eclipse-temurin:25-jre AS runtime
RUN groupadd --system coinpanel && useradd --system --gid coinpanel --no-create-home coinpanel
COPY docker/is-healthy /usr/local/bin/is-healthy
WORKDIR /app
ENV JAVA_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"

# A service starts once while its image is built, and leaves its loaded classes in a cache, with
# which it starts in less than half the time. The cache fits only this layout of objects.

FROM runtime AS ingestion
COPY --from=build /ingestion ./
RUN java -XX:+UseCompactObjectHeaders -XX:AOTCacheOutput=classes.aot -Dspring.context.exit=onRefresh -jar ingestion-service.jar
USER coinpanel
EXPOSE 8001
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["is-healthy", "8001", "/actuator/health/readiness"]
ENTRYPOINT ["sh", "-c", "exec java -XX:+UseCompactObjectHeaders -XX:AOTCache=classes.aot $JAVA_OPTIONS -jar ingestion-service.jar \"$@\"", "--"]

# Its heap stays near what its clients need: what they do not use goes back to the system.
FROM runtime AS webserver
COPY --from=build /webserver ./
RUN java -XX:+UseCompactObjectHeaders -XX:AOTCacheOutput=classes.aot -Dspring.context.exit=onRefresh -jar webserver-service.jar
USER coinpanel
EXPOSE 8000 8002
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["is-healthy", "8000", "/actuator/health/readiness"]
ENTRYPOINT ["sh", "-c", "exec java -XX:+UseCompactObjectHeaders -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:AOTCache=classes.aot $JAVA_OPTIONS -jar webserver-service.jar \"$@\"", "--"]

FROM runtime AS simulator
COPY --from=build /build/exchange-simulator/target/lib lib
USER coinpanel
EXPOSE 8002
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 CMD ["is-healthy", "8002", "/api/v3/ticker/price?symbol=BTCUSDT"]
ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTIONS -cp 'lib/*' io.coinpanel.simulator.SimulatorCommand --bind 0.0.0.0 \"$@\"", "--"]
