# Freshet in a container: built with Maven, run as an ordinary user on a Java runtime.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY schemas schemas
COPY src/main src/main
# The cache keeps the downloads from one build to the next.
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -Dmaven.test.skip=true package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --no-create-home freshet \
    && install -d -o freshet -g freshet /data
WORKDIR /opt/freshet
COPY freshet ./
# The libraries change more rarely than the code, so they are a layer of their own.
COPY --from=build /src/target/lib target/lib
COPY --from=build /src/target/freshet.jar target/
USER freshet
VOLUME /data
EXPOSE 7070
ENTRYPOINT ["/opt/freshet/freshet"]
CMD ["serve", "--port", "7070", "--data-dir", "/data"]
