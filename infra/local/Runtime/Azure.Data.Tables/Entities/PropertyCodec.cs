using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>How one .NET type is stored in a property.</summary>
internal abstract class PropertyCodec<T>
{
    public abstract void Write(EntityWriter writer, PropertyName name, T value);

    public abstract T Read(ref Utf8JsonReader reader);
}

/// <summary>The codecs by type; a type that a table cannot store has none.</summary>
internal static class PropertyCodec
{
    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(string)] = new StringCodec(),
        [typeof(int)] = new IntegerCodec(),
        [typeof(long)] = new LongCodec(),
        [typeof(bool)] = new BooleanCodec(),
        [typeof(double)] = new NumberCodec(),
        [typeof(DateTimeOffset)] = new InstantCodec(),
        [typeof(DateTime)] = new DateTimeCodec(),
        [typeof(Guid)] = new GuidCodec(),
        [typeof(byte[])] = new BinaryCodec(),
        [typeof(BinaryData)] = new BinaryDataCodec(),
    };

    /// <exception cref="NotSupportedException">A decimal, for instance: amounts are Int64 minor units or invariant text (TS-1).</exception>
    public static object For(Type type)
        => ByType.GetValueOrDefault(type) ?? (type.IsEnum
            ? Activator.CreateInstance(typeof(EnumCodec<>).MakeGenericType(type))!
            : throw new NotSupportedException($"A table cannot store {type}."));

    /// <summary>A time whose zone is not known cannot be stored, as in the real package.</summary>
    public static DateTimeOffset Utc(DateTime value)
        => value.Kind == DateTimeKind.Utc
            ? new DateTimeOffset(value)
            : throw new NotSupportedException($"A DateTime has a Kind of {value.Kind}. A table stores UTC only: use DateTimeOffset or DateTime.SpecifyKind.");

    private sealed class StringCodec : PropertyCodec<string>
    {
        public override void Write(EntityWriter writer, PropertyName name, string value) => writer.String(name, value);

        public override string Read(ref Utf8JsonReader reader) => reader.GetString()!;
    }

    private sealed class IntegerCodec : PropertyCodec<int>
    {
        public override void Write(EntityWriter writer, PropertyName name, int value) => writer.Integer(name, value);

        public override int Read(ref Utf8JsonReader reader) => reader.GetInt32();
    }

    private sealed class LongCodec : PropertyCodec<long>
    {
        public override void Write(EntityWriter writer, PropertyName name, long value) => writer.Long(name, value);

        public override long Read(ref Utf8JsonReader reader)
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                return reader.GetInt64();
            }

            return !reader.HasValueSequence && Utf8Parser.TryParse(reader.ValueSpan, out long value, out var read) && read == reader.ValueSpan.Length
                ? value
                : throw new FormatException("An Int64 property holds no number.");
        }
    }

    private sealed class BooleanCodec : PropertyCodec<bool>
    {
        public override void Write(EntityWriter writer, PropertyName name, bool value) => writer.Boolean(name, value);

        public override bool Read(ref Utf8JsonReader reader) => reader.GetBoolean();
    }

    private sealed class NumberCodec : PropertyCodec<double>
    {
        public override void Write(EntityWriter writer, PropertyName name, double value) => writer.Number(name, value);

        public override double Read(ref Utf8JsonReader reader)
            => reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : double.Parse(reader.GetString()!, CultureInfo.InvariantCulture);
    }

    private sealed class InstantCodec : PropertyCodec<DateTimeOffset>
    {
        public override void Write(EntityWriter writer, PropertyName name, DateTimeOffset value) => writer.Instant(name, value);

        public override DateTimeOffset Read(ref Utf8JsonReader reader) => reader.GetDateTimeOffset();
    }

    private sealed class DateTimeCodec : PropertyCodec<DateTime>
    {
        public override void Write(EntityWriter writer, PropertyName name, DateTime value) => writer.Instant(name, Utc(value));

        public override DateTime Read(ref Utf8JsonReader reader) => reader.GetDateTimeOffset().UtcDateTime;
    }

    private sealed class GuidCodec : PropertyCodec<Guid>
    {
        public override void Write(EntityWriter writer, PropertyName name, Guid value) => writer.Guid(name, value);

        public override Guid Read(ref Utf8JsonReader reader) => reader.GetGuid();
    }

    private sealed class BinaryCodec : PropertyCodec<byte[]>
    {
        public override void Write(EntityWriter writer, PropertyName name, byte[] value) => writer.Binary(name, value);

        public override byte[] Read(ref Utf8JsonReader reader) => reader.GetBytesFromBase64();
    }

    private sealed class BinaryDataCodec : PropertyCodec<BinaryData>
    {
        public override void Write(EntityWriter writer, PropertyName name, BinaryData value) => writer.Binary(name, value.ToMemory().Span);

        public override BinaryData Read(ref Utf8JsonReader reader) => BinaryData.FromBytes(reader.GetBytesFromBase64());
    }

    private sealed class EnumCodec<T> : PropertyCodec<T>
        where T : struct, Enum
    {
        public override void Write(EntityWriter writer, PropertyName name, T value) => writer.String(name, value.ToString());

        public override T Read(ref Utf8JsonReader reader) => Enum.Parse<T>(reader.GetString()!);
    }
}
