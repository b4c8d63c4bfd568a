package freshet.http;

import freshet.http.batch.Delivery;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.JettyProblems;
import freshet.http.exchange.ProblemResponses;
import freshet.http.exchange.RequestRules;
import freshet.http.experiment.GetEngagement;
import freshet.http.experiment.GetExperiments;
import freshet.http.health.GetLive;
import freshet.http.health.GetReady;
import freshet.http.interaction.PostInteractions;
import freshet.http.item.DeleteItem;
import freshet.http.item.GetItem;
import freshet.http.item.PostItems;
import freshet.http.item.PutItem;
import freshet.http.openapi.GetOpenApi;
import freshet.http.person.DeleteUser;
import freshet.http.person.GetErasure;
import freshet.http.person.PostMerge;
import freshet.http.position.After;
import freshet.http.profile.GetProfile;
import freshet.http.profile.GetShownSlates;
import freshet.http.slate.GetExplanation;
import freshet.http.slate.GetFeed;
import freshet.http.slate.GetNew;
import freshet.http.slate.GetRecommendations;
import freshet.http.slate.GetSimilar;
import freshet.http.slate.GetTrending;
import freshet.http.slate.PostRanking;
import freshet.http.slate.PostRecommendations;
import freshet.http.slate.PostRecommendationsBatch;
import freshet.http.slate.Serving;
import freshet.http.trace.EndsTracing;
import freshet.http.web.GetWebFiles;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.router.ParsedEndpoint;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of Freshet: the endpoints, running. */
public final class FreshetServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FreshetServer.class);
  private static final int MAX_THREADS = 64;
  private static final int MIN_THREADS = 8;

  /** A few hundred ids in one exclude list must fit. */
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  /** How often it is looked whether there is a new certificate. */
  private static final Duration RENEWAL = Duration.ofSeconds(10);

  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Duration THREADS_END = Duration.ofSeconds(1);

  /** How long an idle kept-alive connection may hold up the close. */
  private static final Duration IDLE_AT_CLOSE = Duration.ofMillis(100);

  private final Javalin javalin;

  private FreshetServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts a server.
   *
   * @param more endpoints beside Freshet's own; what these do before others comes first
   * @throws CannotListenException if the port is in use or the host is not of this machine
   */
  public static FreshetServer start(ServerSettings settings, Backend backend, Endpoint... more) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("http");
    threads.setStopTimeout(THREADS_END.toMillis());
    List<Endpoint> endpoints = new ArrayList<>(List.of(more));
    endpoints.addAll(endpoints(settings, backend, threads));
    AtomicReference<Javalin> running = new AtomicReference<>();
    endpoints.add(new GetOpenApi(() -> routes(running.get())));
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, settings, threads);
              endpoints.forEach(endpoint -> endpoint.addTo(config.routes));
            });
    running.set(javalin);
    try {
      javalin.start();
    } catch (JavalinException e) {
      throw cannotListen(settings, e);
    }
    return new FreshetServer(javalin);
  }

  private static List<io.javalin.router.Endpoint> routes(Javalin javalin) {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map((ParsedEndpoint parsed) -> parsed.endpoint)
        .toList();
  }

  /** All that is served, as it was declared. */
  List<io.javalin.router.Endpoint> routes() {
    return routes(javalin);
  }

  private static List<Endpoint> endpoints(
      ServerSettings settings, Backend backend, QueuedThreadPool threads) {
    Delivery delivery = new Delivery(settings.appendTimeout(), threads, settings.maxWaiting());
    After after = new After(backend.positions(), threads);
    Serving serving = new Serving(backend.impressions(), backend.clock());
    return List.of(
        new RequestRules(),
        new ProblemResponses(),
        new GetWebFiles(),
        new GetLive(),
        new GetReady(backend.readiness()),
        new GetRecommendations(
            backend.recommendations(), backend.catalogue(), backend.presets(), serving, after),
        new PostRecommendations(
            backend.recommendations(),
            backend.catalogue(),
            backend.presets(),
            backend.admission().types(),
            backend.clock(),
            settings.maxBodyBytes()),
        new PostRanking(
            backend.recommendations(),
            backend.catalogue(),
            backend.presets(),
            serving,
            after,
            settings.maxBodyBytes()),
        new GetFeed(
            backend.recommendations(), backend.catalogue(), backend.presets(), serving, after),
        new GetExplanation(backend.recommendations(), backend.catalogue(), backend.presets()),
        new GetSimilar(backend.recommendations(), backend.catalogue()),
        new GetTrending(backend.recommendations(), backend.catalogue()),
        new GetNew(backend.recommendations(), backend.catalogue()),
        new PostRecommendationsBatch(
            backend.recommendations(),
            backend.catalogue(),
            backend.presets(),
            serving,
            settings.maxBodyBytes(),
            settings.maxBatch()),
        new GetProfile(backend.persons(), backend.recommendations(), backend.catalogue(), after),
        new GetShownSlates(backend.persons()),
        new GetEngagement(backend.impressions().engagement()),
        new GetExperiments(backend.presets().experiments(), backend.impressions().engagement()),
        new DeleteUser(backend.persons(), delivery),
        new GetErasure(backend.persons()),
        new PostMerge(backend.persons(), delivery, settings.maxBodyBytes()),
        new PostInteractions(
            backend.interactions(),
            backend.admission(),
            backend.clock(),
            delivery,
            settings.maxBodyBytes(),
            settings.maxBatch()),
        new GetItem(backend.catalogue()),
        new PutItem(
            backend.items(),
            backend.catalogue(),
            backend.clock(),
            delivery,
            settings.maxBodyBytes()),
        new DeleteItem(backend.items(), delivery),
        new PostItems(
            backend.items(),
            backend.catalogue(),
            backend.clock(),
            delivery,
            settings.maxBodyBytes(),
            settings.maxBatch()));
  }

  private static void configure(
      JavalinConfig config, ServerSettings settings, QueuedThreadPool threads) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.router.javaLangErrorHandler(ProblemResponses::answer);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(MAX_HEADER_BYTES));
    config.jetty.addConnector((server, http) -> connector(server, http, settings));
    config.jetty.modifyServer(
        server -> {
          server.insertHandler(new EndsTracing());
          server.insertHandler(new GracefulHandler());
          server.addBean(new NetworkConnectionLimit(settings.maxConnections(), server));
          server.setStopTimeout(DRAIN.toMillis());
          server.setErrorHandler(new JettyProblems());
        });
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new JettyProblems()));
  }

  private static Connector connector(
      Server server, HttpConfiguration http, ServerSettings settings) {
    ConnectionFactory plain = new HttpConnectionFactory(http);
    ConnectionFactory[] connections =
        settings
            .tls()
            .map(tls -> secured(server, http, plain, tls))
            .orElseGet(() -> new ConnectionFactory[] {plain});
    ServerConnector connector = new ServerConnector(server, connections);
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_CLOSE.toMillis());
    return connector;
  }

  private static ConnectionFactory[] secured(
      Server server, HttpConfiguration http, ConnectionFactory plain, Tls tls) {
    SslContextFactory.Server context = tls.context();
    // Instances reach each other by the names they advertise, which need not be in the certificate
    // that browsers see; who asks decides whom it trusts.
    http.addCustomizer(new SecureRequestCustomizer(false));
    KeyStoreScanner renewal = new KeyStoreScanner(context);
    renewal.setScanInterval((int) RENEWAL.toSeconds());
    server.addBean(renewal);
    return AbstractConnectionFactory.getFactories(context, plain);
  }

  private static CannotListenException cannotListen(ServerSettings settings, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          && String.valueOf(cause.getMessage()).contains("Address already in use")) {
        return new CannotListenException(
            "port %d is in use; choose another with --port, or stop what listens there"
                .formatted(settings.port()),
            failure);
      }
    }
    return new CannotListenException(
        "cannot listen on %s port %d; choose an address of this machine and another --port"
            .formatted(settings.host(), settings.port()),
        failure);
  }

  /**
   * Makes sure, before anything else is started for nothing, that a server could listen now.
   *
   * @throws CannotListenException if the port is in use or the host is not of this machine
   */
  public static void requireFree(ServerSettings settings) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the server itself does: a port whose last connections are only fading away is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.host(), settings.port()));
    } catch (IOException e) {
      throw cannotListen(settings, e);
    }
  }

  /** The port it listens on; the one that was taken if any free one was asked for. */
  public int port() {
    return javalin.port();
  }

  /** Lets running requests end for at most two seconds, then stops. */
  @Override
  public void close() {
    try {
      // Not Javalin's own stop: it logs a request that was cut off as an error.
      javalin.jettyServer().server().stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while the HTTP server was closing");
    } catch (Exception e) {
      LOG.warn("some requests did not end within {} and were cut off ({})", DRAIN, e.toString());
    }
  }
}
