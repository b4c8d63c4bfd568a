# Freshet in a container: built with Maven, run on a Java runtime by a user who owns nothing but /data.
# Both stages begin with what changes most rarely, so that a change of the code is one small layer.
FROM maven:3.9.12-eclipse-temurin-17 AS build
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml ./
# The cache keeps the downloads from one build to the next.
RUN --mount=type=cache,target=/root/.m2 mvn -q -B dependency:copy-dependencies@launcher-libraries
# PyTorch unpacks its native library, 450 MB, when it is first used, and for its user alone. Done here, it
# is done once, and nothing of the image needs to be written to.
ENV ENGINE_CACHE_DIR=/opt/djl
RUN echo 'ai.djl.engine.Engine.getEngine("PyTorch")' \
    | jshell -R-Dai.djl.offline=true -R-DOPT_OUT_TRACKING=true --class-path "$(printf '%s:' target/lib/*)" \
    && chmod -R a+rX "$ENGINE_CACHE_DIR" && ls "$ENGINE_CACHE_DIR"/pytorch/*/*djl_torch.so
COPY schemas schemas
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -Dmaven.test.skip=true package

FROM eclipse-temurin:17.0.17_10-jre-noble
RUN groupadd --gid 10001 freshet \
    && useradd --uid 10001 --gid freshet --no-create-home freshet \
    && install -d -o freshet -g freshet /data
WORKDIR /opt/freshet
COPY --from=build /opt/djl /opt/djl
COPY --from=build /src/target/lib lib
COPY freshet ./
COPY --from=build /src/target/freshet.jar ./
ENV ENGINE_CACHE_DIR=/opt/djl FRESHET_DATA_DIR=/data
# By number: of a name Kubernetes does not know whether it is root.
USER 10001:10001
VOLUME /data
EXPOSE 7070
# The image need not have curl; bash can speak enough HTTP.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/7070 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["/opt/freshet/freshet"]
CMD ["serve"]
