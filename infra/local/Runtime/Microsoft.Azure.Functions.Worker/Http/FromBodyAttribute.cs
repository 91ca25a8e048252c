using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http
{
    /// <summary>A parameter read from the JSON body of the request.</summary>
    public class FromBodyAttribute : InputConverterAttribute
    {
        public FromBodyAttribute()
            : base(typeof(FromBodyAttribute))
        {
        }
    }
}

namespace Microsoft.Azure.Functions.Worker.Converters
{
    /// <summary>Names what converts a parameter; here only the root of <see cref="Http.FromBodyAttribute"/>.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Parameter, AllowMultiple = true)]
    public class InputConverterAttribute(Type converterType) : Attribute
    {
        public Type ConverterType { get; } = converterType;
    }
}
