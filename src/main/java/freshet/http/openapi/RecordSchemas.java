package freshet.http.openapi;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MapSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Schemas of what {@link freshet.http.exchange.Json} writes: a record is an object, its optional
 * components are those that may be absent. A {@link Schema} on a component says what it means.
 */
final class RecordSchemas {
  private static final Set<Class<?>> OPTIONAL =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private final Map<String, io.swagger.v3.oas.models.media.Schema<?>> named = new TreeMap<>();

  /** The schemas of all records that were met, by the names they are referred to. */
  Map<String, io.swagger.v3.oas.models.media.Schema<?>> named() {
    return named;
  }

  /** The schema of a type; of a record, a reference to it. */
  io.swagger.v3.oas.models.media.Schema<?> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return of(arguments[0]);
      }
      if (generic.getRawType() == List.class) {
        return new ArraySchema().items(of(arguments[0]));
      }
      if (generic.getRawType() == Map.class) {
        return new MapSchema().additionalProperties(of(arguments[1]));
      }
    }
    if (type instanceof Class<?> known) {
      return of(known);
    }
    throw unknown(type);
  }

  private io.swagger.v3.oas.models.media.Schema<?> of(Class<?> type) {
    if (type == String.class) {
      return new StringSchema();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new BooleanSchema();
    }
    if (type == int.class || type == Integer.class || type == OptionalInt.class) {
      return new IntegerSchema().format("int32");
    }
    if (type == long.class || type == Long.class || type == OptionalLong.class) {
      return new IntegerSchema().format("int64");
    }
    if (type == double.class || type == Double.class || type == OptionalDouble.class) {
      return new NumberSchema().format("double");
    }
    if (type == Instant.class) {
      return new DateTimeSchema();
    }
    if (type == Object.class) {
      return new io.swagger.v3.oas.models.media.Schema<>();
    }
    if (type == Map.class) {
      return new ObjectSchema().additionalProperties(true);
    }
    if (type.isRecord()) {
      return record(type);
    }
    throw unknown(type);
  }

  private static IllegalArgumentException unknown(Type type) {
    return new IllegalArgumentException(
        type + " cannot be described; answer with a record of the JDK's types");
  }

  private io.swagger.v3.oas.models.media.Schema<?> record(Class<?> type) {
    String name = name(type);
    if (!named.containsKey(name)) {
      ObjectSchema schema = new ObjectSchema();
      // There before its components are looked at, which may be of its own type.
      named.put(name, schema);
      for (RecordComponent component : type.getRecordComponents()) {
        io.swagger.v3.oas.models.media.Schema<?> property = of(component.getGenericType());
        schema.addProperty(component.getName(), described(property, component));
        if (!OPTIONAL.contains(component.getType())) {
          schema.addRequiredItem(component.getName());
        }
      }
    }
    return new io.swagger.v3.oas.models.media.Schema<>().$ref("#/components/schemas/" + name);
  }

  /** What stands beside a reference is ignored, so a described one is wrapped. */
  private static io.swagger.v3.oas.models.media.Schema<?> described(
      io.swagger.v3.oas.models.media.Schema<?> property, RecordComponent component) {
    Schema said = component.getAccessor().getAnnotation(Schema.class);
    if (said == null) {
      return property;
    }
    io.swagger.v3.oas.models.media.Schema<?> described =
        property.get$ref() == null
            ? property
            : new ObjectSchema().type(null).addAllOfItem(property);
    if (!said.description().isEmpty()) {
      described.setDescription(said.description());
    }
    if (!said.example().isEmpty()) {
      described.setExample(said.example());
    }
    return described;
  }

  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return (outer == null ? "" : name(outer)) + type.getSimpleName();
  }
}
