using System.Globalization;
using System.Text.Json.Serialization;

namespace BackOffice.Notifications.Domain;

/// <summary>The languages a person may be written to in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Language>))]
public enum Language
{
    [JsonStringEnumMemberName("it")]
    Italian,

    [JsonStringEnumMemberName("ro")]
    Romanian,

    [JsonStringEnumMemberName("pl")]
    Polish,

    [JsonStringEnumMemberName("en")]
    English,
}

/// <summary>How a language writes dates and numbers, and which one a country speaks.</summary>
public static class Languages
{
    public static IReadOnlyList<Language> All { get; } = Enum.GetValues<Language>();

    /// <summary>Two letters, as in templates: it, ro, pl, en.</summary>
    public static string CodeOf(Language language) => CultureOf(language).TwoLetterISOLanguageName;

    /// <summary>English is written as in Ireland: day before month, and a euro country.</summary>
    public static CultureInfo CultureOf(Language language) => CultureInfo.GetCultureInfo(language switch
    {
        Language.Italian => "it-IT",
        Language.Romanian => "ro-RO",
        Language.Polish => "pl-PL",
        Language.English => "en-IE",
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language of ours."),
    });

    /// <summary>English where none of the others is spoken.</summary>
    public static Language OfCountry(string country) => country switch
    {
        "IT" => Language.Italian,
        "RO" => Language.Romanian,
        "PL" => Language.Polish,
        _ => Language.English,
    };
}
