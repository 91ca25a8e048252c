using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackOffice.Primitives;
using NodaTime.Text;

namespace BackOffice.Notifications.Domain;

/// <summary>A text with {{fields}}.</summary>
internal sealed partial class TemplateText
{
    private readonly IReadOnlyList<(string Literal, string? Field, bool IsOptional)> parts;

    private TemplateText(IReadOnlyList<(string Literal, string? Field, bool IsOptional)> parts) => this.parts = parts;

    public IEnumerable<string> Fields => parts.Select(part => part.Field).OfType<string>();

    public bool IsOneLine => !parts.Any(part => part.Literal.AsSpan().IndexOfAny('\r', '\n') >= 0);

    /// <exception cref="TemplateException">Empty, or with a brace that belongs to no field.</exception>
    public static TemplateText Parse(string? text, string place)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new TemplateException($"{place}: the text is empty.");
        }

        List<(string, string?, bool)> found = [];
        var at = 0;
        foreach (Match field in Placeholder().Matches(text))
        {
            found.Add((text[at..field.Index], field.Groups["name"].Value, field.Groups["optional"].Success));
            at = field.Index + field.Length;
        }

        found.Add((text[at..], null, false));
        return found.Exists(part => part.Item1.Contains("{{", StringComparison.Ordinal) || part.Item1.Contains("}}", StringComparison.Ordinal))
            ? throw new TemplateException($"{place}: a field is written {{{{name}}}}, with letters and digits.")
            : new TemplateText(found);
    }

    /// <exception cref="TemplateException">The body lacks a field, or has something there that is no text, number or amount.</exception>
    public string Fill(JsonElement body, CultureInfo culture, string @event)
    {
        var filled = new StringBuilder();
        foreach (var (literal, field, isOptional) in parts)
        {
            filled.Append(literal);
            if (field is not null)
            {
                filled.Append(ValueOf(body, field, isOptional, culture) ?? throw new TemplateException($"The template of {@event} names '{field}', which the notification does not have."));
            }
        }

        return filled.ToString();
    }

    private static string? ValueOf(JsonElement body, string field, bool isOptional, CultureInfo culture)
        => body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null
            ? isOptional ? "" : null
            : Written(value, culture) ?? throw new TemplateException($"'{field}' is nothing that can be written in a text.");

    private static string? Written(JsonElement value, CultureInfo culture) => value.ValueKind switch
    {
        JsonValueKind.String => Written(value.GetString()!, culture),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole.ToString(culture) : value.GetDecimal().ToString(culture),
        JsonValueKind.Object when AmountOf(value) is { } amount => Written(amount, culture),
        _ => null,
    };

    private static string Written(string text, CultureInfo culture)
        => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day.ToString("d", culture)
            : Money.TryParse(text, out var money) ? Written(money, culture)
            : text.ReplaceLineEndings(" ");

    private static string Written(Money money, CultureInfo culture)
        => string.Create(culture, $"{money.Amount.ToString("N" + money.Currency.MinorDecimals.ToString(CultureInfo.InvariantCulture), culture)} {money.Currency.Code}");

    private static Money? AmountOf(JsonElement value)
        => Member(value, "Amount") is { ValueKind: JsonValueKind.Number } amount && Member(value, "Currency") is { ValueKind: JsonValueKind.String } currency && Currency.TryOf(currency.GetString()!, out var known)
            ? new Money(amount.GetDecimal(), known)
            : null;

    private static JsonElement? Member(JsonElement value, string name)
        => value.TryGetProperty(name, out var found) || value.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(name), out found) ? found : null;

    [GeneratedRegex(@"\{\{(?<name>[A-Za-z][A-Za-z0-9]*)(?<optional>\?)?\}\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Placeholder();
}
