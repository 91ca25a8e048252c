using System.Text.Json.Serialization;

namespace BackOffice.Payments.Domain;

/// <summary>How much of an address stands in fields of its own (EPC 2025 rulebooks).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AddressForm>))]
public enum AddressForm
{
    /// <summary>Nothing at all.</summary>
    None,

    /// <summary>Town and country in their fields, and no free line.</summary>
    Structured,

    /// <summary>Town and country in their fields, the rest in one or two lines.</summary>
    Hybrid,

    /// <summary>Free lines only, with or without the country: refused from a day that is rule data.</summary>
    Unstructured,

    /// <summary>A street without a town or country, or more than two lines.</summary>
    Incomplete,
}

/// <summary>A postal address as a payment carries it.</summary>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Town">Without the post code.</param>
public sealed record PostalAddress(string? Country, string? Town)
{
    private const int MostLines = 2;

    public string? Street { get; init; }

    public string? BuildingNumber { get; init; }

    public string? PostCode { get; init; }

    /// <summary>What has no field of its own: at most two.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    [JsonIgnore]
    public AddressForm Form
    {
        get
        {
            var hasTown = !string.IsNullOrWhiteSpace(Town) && Country is { Length: 2 } && Country.All(char.IsAsciiLetter);
            var hasParts = !string.IsNullOrWhiteSpace(Town) || !string.IsNullOrWhiteSpace(Street) || !string.IsNullOrWhiteSpace(PostCode) || !string.IsNullOrWhiteSpace(BuildingNumber);
            var lines = Lines.Count(line => !string.IsNullOrWhiteSpace(line));
            return lines > MostLines ? AddressForm.Incomplete
                : hasTown ? lines == 0 ? AddressForm.Structured : AddressForm.Hybrid
                : hasParts ? AddressForm.Incomplete
                : lines > 0 ? AddressForm.Unstructured
                : AddressForm.None;
        }
    }
}
