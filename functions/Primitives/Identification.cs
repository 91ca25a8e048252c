using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>Why a text is not an identifier of its kind.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IdentifierFault>))]
public enum IdentifierFault
{
    Empty,
    WrongLength,
    WrongCharacters,
    UnknownCountry,

    /// <summary>A part has a form or value that is never issued.</summary>
    WrongStructure,

    /// <summary>The date of birth inside is not a date.</summary>
    WrongDate,
    WrongCheckDigit,
}

/// <summary>An identifier, or the first thing that is wrong with the text.</summary>
public readonly record struct Identification<T>(T? Value, IdentifierFault? Fault)
    where T : class
{
    public bool IsValid => Fault is null;
}
