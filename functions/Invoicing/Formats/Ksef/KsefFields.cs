using System.Globalization;
using NodaTime;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>The kinds of elements that FA(3) is made of.</summary>
internal static class KsefFields
{
    /// <summary>TDataT.</summary>
    public static readonly LocalDate OfInvoice = new(2006, 1, 1);

    /// <summary>TData.</summary>
    public static readonly LocalDate OfPayment = new(2016, 7, 1);

    /// <summary>TDataU.</summary>
    public static readonly LocalDate OfContract = new(1990, 1, 1);

    private static readonly LocalDate Last = new(2050, 1, 1);

    /// <summary>Words for people: cut where they are too long.</summary>
    public static KsefMap<T> Text<T>(this KsefMap<T> map, string name, Func<T, string?> get, Func<T, string, T> set, int most = 256, string? need = null)
        where T : class
        => map.Add(new(
            (parent, into, reading) => reading.Text(parent.Element(name)) is { } text ? set(into, text) : into,
            (from, sink) => sink.WriteText(name, KsefSink.Fit(get(from) ?? "", most), need)));

    /// <summary>A number, code or address: left out where it does not fit, since a part of it is another.</summary>
    public static KsefMap<T> Code<T>(this KsefMap<T> map, string name, Func<T, string?> get, Func<T, string, T> set, Func<string, bool> fits, string? need = null)
        where T : class
        => map.Add(new(
            (parent, into, reading) => reading.Text(parent.Element(name)) is { } text ? set(into, text) : into,
            (from, sink) => sink.WriteText(name, get(from) is { } code && KsefSink.Fit(code, int.MaxValue) == code && fits(code) ? code : "", need)));

    public static KsefMap<T> Code<T>(this KsefMap<T> map, string name, Func<T, string?> get, Func<T, string, T> set, int most = 256, string? need = null)
        where T : class
        => map.Code(name, get, set, code => code.Length > 0 && code.Length <= most, need);

    public static KsefMap<T> Number<T>(this KsefMap<T> map, string name, Func<T, decimal?> get, Func<T, decimal, T> set, KsefDigits digits, string? need = null)
        where T : class
        => map.Add(new(
            (parent, into, reading) => reading.Number(parent.Element(name)) is { } number ? set(into, number) : into,
            (from, sink) =>
            {
                if (get(from) is { } figure ? !sink.TryWrite(name, figure, digits) : need is not null)
                {
                    sink.Note(name, need ?? KsefSink.NoRoom);
                }
            }));

    public static KsefMap<T> Amount<T>(this KsefMap<T> map, string name, Func<T, decimal?> get, Func<T, decimal, T> set, string? need = null)
        where T : class
        => map.Number(name, get, set, KsefDigits.Amount, need);

    /// <summary>A whole number between limits, both allowed.</summary>
    public static KsefMap<T> Whole<T>(this KsefMap<T> map, string name, Func<T, int?> get, Func<T, int, T> set, int least = 1, int most = int.MaxValue)
        where T : class
        => map.Add(new(
            (parent, into, reading) => parent.Element(name) is { } node && WholeOf(node) is { } whole && whole >= least && whole <= most && reading.Number(node) is not null ? set(into, whole) : into,
            (from, sink) =>
            {
                if (get(from) is { } whole && whole >= least && whole <= most)
                {
                    sink.TryWrite(name, whole, KsefDigits.Amount);
                }
            }));

    /// <summary>A value of a closed list, by its place in it, which FA(3) counts from 1.</summary>
    public static KsefMap<T> Choice<T, TEnum>(this KsefMap<T> map, string name, Func<T, TEnum?> get, Func<T, TEnum, T> set, string? need = null)
        where T : class
        where TEnum : struct, Enum
        => map.Add(new(
            (parent, into, reading) => parent.Element(name) is { } node && WholeOf(node) is >= 1 and var place && Known((TEnum?)(TEnum)Enum.ToObject(typeof(TEnum), place - 1)) is { } value && reading.Number(node) is not null
                ? set(into, value)
                : into,
            (from, sink) => sink.WriteText(name, Known(get(from)) is { } value ? PlaceOf(value) : "", need)));

    public static KsefMap<T> Date<T>(this KsefMap<T> map, string name, Func<T, LocalDate?> get, Func<T, LocalDate, T> set, LocalDate earliest, string? need = null)
        where T : class
        => map.Add(new(
            (parent, into, reading) => reading.Date(parent.Element(name)) is { } date ? set(into, date) : into,
            (from, sink) =>
            {
                if (get(from) is { } date && IsWithin(date, earliest))
                {
                    sink.Write(name, date);
                }
                else if (need is not null)
                {
                    sink.Note(name, need);
                }
            }));

    /// <summary>1, or no element at all.</summary>
    public static KsefMap<T> Mark<T>(this KsefMap<T> map, string name, Func<T, bool> get, Func<T, T> set)
        where T : class
        => map.Add(new(
            (parent, into, reading) => parent.Element(name) is { Number: 1 } node && reading.Number(node) is not null ? set(into) : into,
            (from, sink) => sink.WriteText(name, get(from) ? "1" : "", need: null)));

    /// <summary>1, said already by another element of the same parent.</summary>
    public static KsefMap<T> Implied<T>(this KsefMap<T> map, string name, Func<T, bool> get, params string[] by)
        where T : class
        => map.Add(new(
            (parent, into, reading) =>
            {
                if (parent.Element(name) is { Number: 1 } node && Array.Exists(by, other => parent.Element(other) is { HasValue: true }))
                {
                    reading.Ignore(node);
                }

                return into;
            },
            (from, sink) => sink.WriteText(name, get(from) ? "1" : "", need: null)));

    /// <summary>1 in one element and words in the next: what a list does not have.</summary>
    public static KsefMap<T> Other<T>(this KsefMap<T> map, string mark, string name, Func<T, string?> get, Func<T, string, T> set, int most = 256)
        where T : class
        => map.Implied(mark, from => HasWords(get(from)), name).Text(name, get, set, most);

    /// <summary>1 for yes, 2 for no.</summary>
    public static KsefMap<T> YesNo<T>(this KsefMap<T> map, string name, Func<T, bool?> get, Func<T, bool, T> set, string? need = null)
        where T : class
        => map.Add(new(
            (parent, into, reading) => parent.Element(name) is { Number: 1 or 2 } node && reading.Number(node) is { } number ? set(into, number == 1) : into,
            (from, sink) => sink.WriteText(name, get(from) switch { true => "1", false => "2", null => "" }, need)));

    public static KsefMap<T> Texts<T>(this KsefMap<T> map, string name, Func<T, IReadOnlyList<string>> get, Func<T, IReadOnlyList<string>, T> set, KsefTexts form)
        where T : class
        => map.Add(new(
            (parent, into, reading) => Taken(parent, name, reading, form) is { Count: > 0 } texts ? set(into, texts) : into,
            (from, sink) =>
            {
                foreach (var text in get(from).Take(form.MostTexts))
                {
                    if (form.Fit(text) is { } fitted && (fitted.Length > 0 || form.MayBeEmpty))
                    {
                        sink.Write(name, fitted);
                    }
                }
            }));

    private static List<string> Taken(RawNode parent, string name, NodeReading reading, KsefTexts form)
        => [.. parent.Elements(name).Select(node => (form.KeepsLines ? reading.Lines(node) : reading.Text(node)) ?? "").Where(text => text.Length > 0 || form.MayBeEmpty)];

    public static bool HasWords(string? text) => text is not null && KsefSink.Fit(text, int.MaxValue).Length > 0;

    /// <summary>A value of the list; null where there is none of this number.</summary>
    public static TEnum? Known<TEnum>(TEnum? value)
        where TEnum : struct, Enum
        => value is { } known && Enum.IsDefined(known) ? value : null;

    public static bool IsWithin(LocalDate? date, LocalDate earliest) => date is { } day && day >= earliest && day <= Last;

    private static string PlaceOf<TEnum>(TEnum value)
        where TEnum : struct, Enum
        => (Convert.ToInt32(value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    private static int? WholeOf(RawNode node) => node.Number is { } number && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    private static void WriteText(this KsefSink sink, string name, string text, string? need)
    {
        if (text.Length > 0)
        {
            sink.Write(name, text);
        }
        else if (need is not null)
        {
            sink.Note(name, need);
        }
    }
}
