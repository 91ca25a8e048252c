using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Notifications.Domain;

namespace BackOffice.Invoicing.View;

public sealed class NationalLabelsTests
{
    private static readonly JsonSerializerOptions Json = new(InvoiceJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static TheoryData<Language> All { get; } = [.. Languages.All];

    [Theory]
    [MemberData(nameof(All))]
    public void Whatever_a_country_adds_has_a_label_and_no_label_is_left_over(Language language)
    {
        var terms = Reached([typeof(Invoice)]).SelectMany(Properties).Where(term => term.Name is "italy" or "poland").Select(term => term.PropertyType);
        var names = Reached(terms).SelectMany(Properties).Select(term => term.Name).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(names, InvoiceLabels.Of(language).National.Keys);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_label_is_written_like_the_start_of_a_sentence(Language language) => Assert.All(
        InvoiceLabels.Of(language).National,
        label => Assert.True(label.Value.Length > 0 && !char.IsLower(label.Value[0]) && label.Value.Trim() == label.Value && label.Value.IsNormalized(), $"{label.Key}: {label.Value}"));

    /// <summary>The types that are written when these are, themselves among them.</summary>
    private static HashSet<Type> Reached(IEnumerable<Type> types)
    {
        HashSet<Type> reached = [];
        Stack<Type> ahead = new(types);
        while (ahead.TryPop(out var type))
        {
            if (reached.Add(type))
            {
                foreach (var next in Json.GetTypeInfo(type).ElementType is { } element ? [element] : Properties(type).Select(term => term.PropertyType))
                {
                    ahead.Push(next);
                }
            }
        }

        return reached;
    }

    private static IEnumerable<JsonPropertyInfo> Properties(Type type) => Json.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info ? info.Properties : [];
}
