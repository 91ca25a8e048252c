using BackOffice.Notifications.Domain;
using BackOffice.Primitives;

namespace BackOffice.Notifications;

/// <summary>The templates of all features, read when the app starts: one that is wrong ends the start.</summary>
public sealed class Templates
{
    private readonly Dictionary<string, Template> byEvent = new(StringComparer.Ordinal);

    /// <exception cref="TemplateException">A file is wrong, or two are of one event.</exception>
    internal Templates(IEnumerable<(string Name, string Json)> files)
    {
        foreach (var (name, json) in files)
        {
            var template = Template.Parse(name, json);
            if (!byEvent.TryAdd(template.Event, template))
            {
                throw new TemplateException($"{name}: there is another template of {template.Event}.");
            }
        }
    }

    internal IReadOnlyCollection<Template> All => byEvent.Values;

    /// <summary>Those that the features brought along.</summary>
    internal static Templates OfThisApp() => new(ShippedFiles.Under("templates/"));

    /// <summary>The template of the event, or of what it begins with: document.reminder for document.reminder.2026-11-30.</summary>
    /// <exception cref="TemplateException">There is none.</exception>
    internal Template Of(string @event)
    {
        for (var name = @event; ; name = name[..name.LastIndexOf('.')])
        {
            if (byEvent.TryGetValue(name, out var template))
            {
                return template;
            }

            if (!name.Contains('.', StringComparison.Ordinal))
            {
                throw new TemplateException($"There is no template of {@event}.");
            }
        }
    }

    /// <summary>What the start looks at.</summary>
    internal sealed class Check;
}
