"""Vietnamese text as it is read aloud: what loudspeakers of communes need."""
