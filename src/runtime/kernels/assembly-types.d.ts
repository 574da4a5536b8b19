// AssemblyScript's number types as JavaScript sees them, for the signatures of `assembly/`.
type usize = number;
type i32 = number;
type f32 = number;
type bool = number;
type f64 = number;
