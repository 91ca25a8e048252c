using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// Sums that outlive a slip: bases and tax of the year so far, of last year where the law looks back, debts, accruals. Written
/// as an object with sorted names, so that equal balances have equal bytes.
/// </summary>
[JsonConverter(typeof(BalancesJsonConverter))]
public sealed class Balances
{
    private readonly Dictionary<(int Year, string Name), decimal> values;

    private Balances(Dictionary<(int Year, string Name), decimal> values) => this.values = values;

    public static Balances None { get; } = new([]);

    /// <summary>The balances left when zeros and years before the one kept have fallen away.</summary>
    /// <param name="values">Nobody else changes them any more.</param>
    /// <param name="keepFrom">The first year kept.</param>
    internal static Balances Of(Dictionary<(int Year, string Name), decimal> values, int keepFrom)
    {
        foreach (var (key, value) in values)
        {
            if (value == 0 || (key.Year != 0 && key.Year < keepFrom))
            {
                values.Remove(key);
            }
        }

        return new Balances(values);
    }

    /// <summary>The balance of a year; 0 when nothing was ever added.</summary>
    public decimal Of(int year, string name) => values.GetValueOrDefault((year, name));

    /// <summary>A balance that never starts anew: a debt, a sum withheld for a creditor.</summary>
    public decimal Of(string name) => values.GetValueOrDefault((0, name));

    /// <summary>Names and values of one year, or of those without a year (0), by name.</summary>
    public IEnumerable<KeyValuePair<string, decimal>> In(int year)
        => values.Where(entry => entry.Key.Year == year).Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal);

    /// <summary>Those without a year whose names begin alike, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> Beginning(string prefix)
    {
        List<KeyValuePair<string, decimal>>? found = null;
        foreach (var ((year, name), value) in values)
        {
            if (year == 0 && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                (found ??= []).Add(KeyValuePair.Create(name, value));
            }
        }

        found?.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return found ?? (IReadOnlyList<KeyValuePair<string, decimal>>)[];
    }

    /// <summary>Years and names of all, in no order.</summary>
    internal IReadOnlyCollection<(int Year, string Name)> Keys => values.Keys;

    /// <summary>These with some set anew; zeros and years before the one kept fall away.</summary>
    public Balances With(IReadOnlyDictionary<(int Year, string Name), decimal> changes, int keepFrom)
    {
        var next = Copy();
        foreach (var (key, value) in changes)
        {
            next[key] = value;
        }

        return Of(next, keepFrom);
    }

    /// <summary>To be added to: the values of a slip in the making.</summary>
    internal Dictionary<(int Year, string Name), decimal> Copy() => new(values);

    /// <summary>These with amounts added to some.</summary>
    internal Balances Plus(IReadOnlyDictionary<(int Year, string Name), decimal> amounts)
        => With(amounts.ToDictionary(entry => entry.Key, entry => values.GetValueOrDefault(entry.Key) + entry.Value), keepFrom: 0);

    private sealed class BalancesJsonConverter : JsonConverter<Balances>
    {
        public override Balances Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Dictionary<(int, string), decimal> values = [];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                var slash = key.IndexOf('/', StringComparison.Ordinal);
                reader.Read();
                values[slash < 0 ? (0, key) : (int.Parse(key.AsSpan(0, slash), CultureInfo.InvariantCulture), key[(slash + 1)..])] = reader.GetDecimal();
            }

            return new Balances(values);
        }

        public override void Write(Utf8JsonWriter writer, Balances value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var ((year, name), amount) in value.values.OrderBy(entry => entry.Key.Year).ThenBy(entry => entry.Key.Name, StringComparer.Ordinal))
            {
                writer.WriteNumber(year == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{year}/{name}"), amount);
            }

            writer.WriteEndObject();
        }
    }
}
