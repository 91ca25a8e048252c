using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>One property of an entity class, read and written without boxing.</summary>
internal abstract class EntityProperty(string name, bool isSettable)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public bool IsSettable { get; } = isSettable;

    protected PropertyName Name { get; } = PropertyName.Of(name);

    public static EntityProperty Create(PropertyInfo property)
    {
        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var codec = PropertyCodec.For(underlying ?? property.PropertyType);
        var kind = underlying is not null ? typeof(NullableProperty<>) : property.PropertyType.IsValueType ? typeof(ValueProperty<>) : typeof(ReferenceProperty<>);
        var name = property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;
        return (EntityProperty)Activator.CreateInstance(kind.MakeGenericType(underlying ?? property.PropertyType), property, name, codec)!;
    }

    public abstract void Write(EntityWriter writer, object entity);

    public abstract void Read(ref Utf8JsonReader reader, object entity);

    private static Func<object, T> Getter<T>(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, T>>(Expression.Property(Expression.Convert(entity, property.DeclaringType!), property), entity).Compile();
    }

    private static Action<object, T> Setter<T>(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(T));
        return property.SetMethod is { IsPublic: true }
            ? Expression.Lambda<Action<object, T>>(Expression.Assign(Expression.Property(Expression.Convert(entity, property.DeclaringType!), property), value), entity, value).Compile()
            : static (_, _) => { };
    }

    private static bool CanSet(PropertyInfo property) => property.SetMethod is { IsPublic: true };

    private sealed class ValueProperty<T>(PropertyInfo property, string name, PropertyCodec<T> codec) : EntityProperty(name, CanSet(property))
        where T : struct
    {
        private readonly Func<object, T> get = Getter<T>(property);
        private readonly Action<object, T> set = Setter<T>(property);

        public override void Write(EntityWriter writer, object entity) => codec.Write(writer, Name, get(entity));

        public override void Read(ref Utf8JsonReader reader, object entity) => set(entity, codec.Read(ref reader));
    }

    private sealed class NullableProperty<T>(PropertyInfo property, string name, PropertyCodec<T> codec) : EntityProperty(name, CanSet(property))
        where T : struct
    {
        private readonly Func<object, T?> get = Getter<T?>(property);
        private readonly Action<object, T?> set = Setter<T?>(property);

        public override void Write(EntityWriter writer, object entity)
        {
            if (get(entity) is { } value)
            {
                codec.Write(writer, Name, value);
            }
        }

        public override void Read(ref Utf8JsonReader reader, object entity) => set(entity, codec.Read(ref reader));
    }

    private sealed class ReferenceProperty<T>(PropertyInfo property, string name, PropertyCodec<T> codec) : EntityProperty(name, CanSet(property))
        where T : class
    {
        private readonly Func<object, T?> get = Getter<T?>(property);
        private readonly Action<object, T> set = Setter<T>(property);

        public override void Write(EntityWriter writer, object entity)
        {
            if (get(entity) is { } value)
            {
                codec.Write(writer, Name, value);
            }
        }

        public override void Read(ref Utf8JsonReader reader, object entity) => set(entity, codec.Read(ref reader));
    }
}
