using System.Text.Json;

namespace BackOffice.Notifications.Domain;

/// <summary>What a person is told of an event, in every language.</summary>
/// <remarks>
/// The file is <c>{ "event", "version", "texts": { "it": { "subject", "body" }, "ro", "pl", "en" } }</c>, all four. A text names members
/// of the notification's body as <c>{{field}}</c>; <c>{{field?}}</c> may be absent and is then empty. A number, a date written 2026-11-30
/// and an amount written 12.50 EUR or as { "Amount", "Currency" } appear as the language writes them; every other text appears as it is.
/// An event without a template of its own, document.reminder.2026-11-30 for instance, has that of document.reminder.
/// </remarks>
public sealed class Template
{
    private readonly IReadOnlyDictionary<Language, (TemplateText Subject, TemplateText Body)> texts;

    private Template(string @event, int version, IReadOnlyDictionary<Language, (TemplateText Subject, TemplateText Body)> texts)
        => (Event, Version, this.texts) = (@event, version, texts);

    public string Event { get; }

    /// <summary>From 1; a new wording is a new version, and what is on its way is written in the new one.</summary>
    public int Version { get; }

    /// <summary>Reads one file.</summary>
    /// <exception cref="TemplateException">A language, a text or a name is missing, or the languages do not name the same fields.</exception>
    public static Template Parse(string name, string json)
    {
        try
        {
            using var file = JsonDocument.Parse(json);
            var @event = Required(file.RootElement, "event", name).GetString();
            var version = Required(file.RootElement, "version", name).GetInt32();
            var inAll = Required(file.RootElement, "texts", name);
            if (string.IsNullOrWhiteSpace(@event) || version < 1)
            {
                throw new TemplateException($"{name}: 'event' is a name and 'version' a number from 1.");
            }

            var parsed = Languages.All.ToDictionary(language => language, language => ReadTexts(inAll, language, name));
            RequireSameFields(parsed, name);
            return new Template(@event, version, parsed);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            throw new TemplateException($"{name}: {malformed.Message}", malformed);
        }
    }

    /// <summary>The mail's subject and text.</summary>
    /// <exception cref="TemplateException">The body lacks a field that the template names: nothing is half written.</exception>
    public RenderedText Render(Language language, JsonElement body)
    {
        var (subject, text) = texts[language];
        var culture = Languages.CultureOf(language);
        return new RenderedText(subject.Fill(body, culture, Event), text.Fill(body, culture, Event));
    }

    private static (TemplateText Subject, TemplateText Body) ReadTexts(JsonElement texts, Language language, string name)
    {
        var place = $"{name}, {Languages.CodeOf(language)}";
        var text = Required(texts, Languages.CodeOf(language), name);
        var subject = TemplateText.Parse(Required(text, "subject", place).GetString(), $"{place}, subject");
        return subject.IsOneLine
            ? (subject, TemplateText.Parse(Required(text, "body", place).GetString(), $"{place}, body"))
            : throw new TemplateException($"{place}: a subject is one line.");
    }

    private static void RequireSameFields(Dictionary<Language, (TemplateText Subject, TemplateText Body)> texts, string name)
    {
        var expected = FieldsOf(texts[Language.English]);
        foreach (var (language, text) in texts)
        {
            if (FieldsOf(text) is var fields && !expected.SetEquals(fields))
            {
                expected.SymmetricExceptWith(fields);
                throw new TemplateException($"{name}: {Languages.CodeOf(language)} and en do not name the same fields: {string.Join(", ", expected.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    private static SortedSet<string> FieldsOf((TemplateText Subject, TemplateText Body) text)
        => new(text.Subject.Fields.Concat(text.Body.Fields), StringComparer.Ordinal);

    private static JsonElement Required(JsonElement parent, string member, string place)
        => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Object
            ? value
            : throw new TemplateException($"{place}: '{member}' is missing.");
}

/// <summary>A text with its fields filled in.</summary>
public sealed record RenderedText(string Subject, string Body);

/// <summary>A template cannot be read, or does not fit what it is to tell.</summary>
public sealed class TemplateException(string message, Exception? innerException = null) : Exception(message, innerException);
